import type { Reader } from './reader.ts';
import type { LocalAuthorizer, LocalCors, LocalRoute } from './types.ts';

type Jwt = { Issuer: string; Audience?: string[] };

/** The HTTP API's routes. `functionOf`: the logical id of the function that an integration's URI stands for. */
export function readRoutes(reader: Reader, functionOf: (uri: string, path: string) => string): LocalRoute[] {
  const integrations = new Map(
    reader.all('AWS::ApiGatewayV2::Integration').map((it) => [it.ref, it.property<string>('IntegrationUri')!]),
  );
  const authorizers = new Map(
    reader.all('AWS::ApiGatewayV2::Authorizer').map((it) => [it.ref, it.property<Jwt>('JwtConfiguration')!]),
  );
  return reader.all('AWS::ApiGatewayV2::Route').map(({ path, property }) => {
    const target = property<string>('Target')!.replace('integrations/', '');
    const jwt = authorizers.get(property<string>('AuthorizerId') ?? '');
    return {
      routeKey: property<string>('RouteKey')!,
      functionLogicalId: functionOf(integrations.get(target) ?? target, path),
      ...(jwt && { authorizer: readAuthorizer(jwt, property<string[]>('AuthorizationScopes')) }),
    };
  });
}

const readAuthorizer = ({ Issuer, Audience = [] }: Jwt, scopes: string[] = []): LocalAuthorizer => ({
  issuer: Issuer,
  audience: Audience,
  scopes,
});

type Cors = {
  AllowOrigins?: string[];
  AllowMethods?: string[];
  AllowHeaders?: string[];
  ExposeHeaders?: string[];
  MaxAge?: number;
  AllowCredentials?: boolean;
};

export function readCors(reader: Reader): LocalCors | undefined {
  const cors = reader.all('AWS::ApiGatewayV2::Api')[0]?.property<Cors>('CorsConfiguration');
  return (
    cors && {
      allowOrigins: cors.AllowOrigins ?? [],
      allowMethods: cors.AllowMethods ?? [],
      allowHeaders: cors.AllowHeaders ?? [],
      exposeHeaders: cors.ExposeHeaders ?? [],
      ...(cors.MaxAge !== undefined && { maxAge: cors.MaxAge }),
      allowCredentials: cors.AllowCredentials ?? false,
    }
  );
}
