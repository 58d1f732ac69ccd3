import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  OAuthScope,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { SignIn } from './sign-in.ts';

export interface UsersProps {
  /** The first label of the sign-in page's host. */
  readonly signInPrefix: string;
  /** The settings page's origin. */
  readonly webOrigin: string;
}

/** A directory of users with a sign-in page. What it says of a user's account is for the product to write, not for users. */
export class Users extends Construct {
  readonly signIn: SignIn;
  readonly userPoolId: string;

  constructor(scope: Construct, id: string, { signInPrefix, webOrigin }: UsersProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      // Who signed up by himself would belong to no account.
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      standardAttributes: { email: { required: true, mutable: true } },
      customAttributes: {
        account_id: new StringAttribute({ maxLen: 128, mutable: true }),
        account_role: new StringAttribute({ maxLen: 6, mutable: true }),
      },
      passwordPolicy: { minLength: 12 },
      // The managed sign-in page is not to be had below it.
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
    });
    const client = pool.addClient('SettingsPage', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: [`${webOrigin}/signed-in`],
        logoutUrls: [`${webOrigin}/`],
      },
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true })
        .withCustomAttributes('account_id', 'account_role'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(1),
    });
    const domain = pool.addDomain('SignInPage', {
      cognitoDomain: { domainPrefix: signInPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without it the sign-in page answers with an error.
    const branding = new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    // Users are state, and so is how they sign in.
    for (const kept of [pool, client, domain, branding]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN);

    this.userPoolId = pool.userPoolId;
    this.signIn = {
      issuer: pool.userPoolProviderUrl,
      audience: [client.userPoolClientId],
      clientId: client.userPoolClientId,
      // Custom attributes are in the ID token alone.
      token: 'id',
      origins: [`https://cognito-idp.${pool.env.region}.amazonaws.com`, domain.baseUrl()],
      signOut: `${domain.baseUrl()}/logout`,
    };
  }
}
