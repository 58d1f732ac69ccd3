import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';
import type { SignIn } from './sign-in.ts';

export interface GatewayProps {
  readonly signIn: Pick<SignIn, 'issuer' | 'audience'>;
  /** The one origin whose pages may ask. */
  readonly webOrigin: string;
}

/** Ids, figures and the route as it was declared: nothing that says who asked, or from where. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationStatus: '$context.integrationStatus',
};

/** A method and a path, `GET /account`. */
export type RouteKey = `${keyof typeof HttpMethod} /${string}`;

/** The HTTP API: nobody without a session gets past it, but to the routes that are open. */
export class Gateway extends Construct {
  /** Without a closing slash. */
  readonly url: string;
  /** Requests that came, and those answered with 5xx, of five minutes. */
  readonly requests: Metric;
  readonly serverErrors: Metric;
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string, { signIn, webOrigin }: GatewayProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      defaultAuthorizer: new HttpJwtAuthorizer('Session', signIn.issuer, { jwtAudience: [...signIn.audience] }),
      corsPreflight: {
        allowOrigins: [webOrigin],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.PUT, CorsHttpMethod.POST, CorsHttpMethod.DELETE],
        allowHeaders: ['authorization', 'content-type'],
        exposeHeaders: ['retry-after'],
        maxAge: Duration.hours(1),
      },
    });
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.url = this.api.apiEndpoint;
    const period = Duration.minutes(5);
    this.requests = this.api.metricCount({ period });
    this.serverErrors = this.api.metricServerError({ period });
  }

  /** Has `handler` answer a route to who has a session. */
  route(route: RouteKey, handler: ServiceFunction): void {
    this.add(route, handler);
  }

  /** Has `handler` answer a route to anyone; a session is not looked at. */
  openRoute(route: RouteKey, handler: ServiceFunction): void {
    this.add(route, handler, new HttpNoneAuthorizer());
  }

  private add(route: RouteKey, handler: ServiceFunction, authorizer?: IHttpRouteAuthorizer): void {
    const [method, path] = route.split(' ') as [keyof typeof HttpMethod, string];
    const integration = new HttpLambdaIntegration(handler.node.id, handler);
    this.api.addRoutes({ path, methods: [HttpMethod[method]], integration, ...(authorizer && { authorizer }) });
  }
}
