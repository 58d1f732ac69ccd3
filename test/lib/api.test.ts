import { describe, expect, test } from 'vitest';
import { ofType, onlyOne, resourcesOf, said, settingsWithIssuer, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const only = (type: string) => onlyOne(resources, type).Properties;

describe('the API', () => {
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

  test('has these routes', () => {
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'DELETE /account/deactivation',
      'DELETE /account/deletion',
      'GET /.well-known/jwks.json',
      'GET /account',
      'GET /account/deletion/preview',
      'GET /account/exports',
      'GET /account/exports/{exportId}',
      'GET /receipts/{receiptId}',
      'POST /account/deletion',
      'POST /account/deletion/confirmation',
      'POST /account/exports',
      'PUT /account/deactivation',
    ]);
  });

  test('asks for a session on every route, but on two that have to do with no account that lives', () => {
    const authorizer = onlyOne(resources, 'AWS::ApiGatewayV2::Authorizer');
    const open = routes.filter(({ AuthorizationType }) => AuthorizationType === 'NONE');

    expect(authorizer.Properties.AuthorizerType).toBe('JWT');
    expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'GET /.well-known/jwks.json',
      'GET /receipts/{receiptId}',
    ]);
    for (const route of open) expect(route.AuthorizerId).toBeUndefined();
    for (const route of routes.filter((each) => !open.includes(each)))
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizer.id } });
  });

  test('takes the sessions of the user pool, made for the settings page', () => {
    const { Issuer, Audience } = only('AWS::ApiGatewayV2::Authorizer').JwtConfiguration;

    expect([said(Issuer), Audience.map(said)]).toEqual(['UsersPool.ProviderURL', ['UsersPoolSettingsPage']]);
  });

  test('takes the sessions of the issuer that the settings name, where they do', () => {
    const { service } = synthesized(settingsWithIssuer());

    expect(onlyOne(resourcesOf(service), 'AWS::ApiGatewayV2::Authorizer').Properties.JwtConfiguration).toEqual({
      Issuer: 'https://id.example.org/tenant',
      Audience: ['api'],
    });
  });

  test('may be called from the settings page and from no other', () => {
    expect(only('AWS::ApiGatewayV2::Api').CorsConfiguration).toEqual({
      AllowOrigins: ['https://app.example.com'],
      AllowMethods: ['GET', 'PUT', 'POST', 'DELETE'],
      AllowHeaders: ['authorization', 'content-type'],
      ExposeHeaders: ['retry-after'],
      MaxAge: 3600,
    });
  });

  test('is throttled', () => {
    expect(only('AWS::ApiGatewayV2::Stage').DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
    });
  });

  test('logs nothing of who asked', () => {
    const { Format } = only('AWS::ApiGatewayV2::Stage').AccessLogSettings;

    expect(Format).not.toMatch(/identity|authorizer|sourceIp|userAgent|\$context\.path/);
    expect(JSON.parse(Format)).toMatchObject({ requestId: '$context.requestId' });
  });
});
