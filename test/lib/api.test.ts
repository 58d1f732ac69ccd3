import { describe, expect, test } from 'vitest';
import { exampleSettings, ofType, onlyOne, resourcesOf, synthesized } from './synthesized.ts';

const { service } = synthesized();
const resources = resourcesOf(service);
const only = (type: string) => onlyOne(resources, type).Properties;

describe('the API', () => {
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);

  test('has these routes', () => {
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([
      'DELETE /account/deactivation',
      'DELETE /account/deletion',
      'GET /account',
      'GET /account/deletion/preview',
      'POST /account/deletion',
      'POST /account/deletion/confirmation',
      'PUT /account/deactivation',
    ]);
  });

  test('asks for a session on every route', () => {
    const authorizer = onlyOne(resources, 'AWS::ApiGatewayV2::Authorizer');
    const { issuer, audience } = exampleSettings();

    expect(authorizer.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: issuer, Audience: audience },
    });
    for (const route of routes)
      expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: { Ref: authorizer.id } });
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
