import { describe, expect, test } from 'vitest';
import { ofType, onlyOne, resourcesOf, settingsWithIssuer, synthesized } from './synthesized.ts';

const resources = resourcesOf(synthesized().state);
const only = (type: string) => onlyOne(resources, type).Properties;

describe('the users', () => {
  const pool = only('AWS::Cognito::UserPool');

  test('sign in with a verified e-mail address, and do not sign up by themselves', () => {
    expect(pool).toMatchObject({
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  test('are not deleted with their directory', () => {
    expect(pool.DeletionProtection).toBe('ACTIVE');
  });

  test('have an account and a role', () => {
    expect(pool.Schema.map(({ Name }: { Name: string }) => Name)).toEqual(['email', 'account_id', 'account_role']);
  });

  test('are none of ours where they sign in elsewhere', () => {
    const { state } = synthesized(settingsWithIssuer());

    expect(Object.keys(resourcesOf(state)).filter((id) => /Users/.test(id))).toEqual([]);
  });
});

describe('the settings page, to whom users sign in', () => {
  const client = only('AWS::Cognito::UserPoolClient');

  test('is a public client with the code flow alone, and has no secret', () => {
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      SupportedIdentityProviders: ['COGNITO'],
    });
  });

  test('is where users come back to, and nowhere else', () => {
    expect(client.CallbackURLs).toEqual(['https://app.example.com/signed-in']);
    expect(client.LogoutURLs).toEqual(['https://app.example.com/']);
  });

  test('reads the account and the role, and lets no user write them', () => {
    expect(client.ReadAttributes).toEqual(['custom:account_id', 'custom:account_role', 'email', 'email_verified']);
    expect(client.WriteAttributes).toEqual(['email']);
  });

  test('says not who exists, and has sessions of an hour that can be revoked', () => {
    expect(client).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 60,
    });
  });
});

test('the sign-in page is the managed one, under the prefix of the settings', () => {
  expect(only('AWS::Cognito::UserPoolDomain')).toMatchObject({ Domain: 'example-accounts', ManagedLoginVersion: 2 });
  expect(ofType(resources, 'AWS::Cognito::ManagedLoginBranding')).toHaveLength(1);
  expect(only('AWS::Cognito::ManagedLoginBranding').UseCognitoProvidedValues).toBe(true);
});
