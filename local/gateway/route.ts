import type { LocalRoute } from '../template.ts';

export interface RouteMatch {
  readonly route: LocalRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a method and a decoded path: a literal segment goes before a variable one, `$default` last. */
export function matchRoute(routes: readonly LocalRoute[], method: string, path: string): RouteMatch | undefined {
  const ranked = [...routes].sort((a, b) => rank(a).localeCompare(rank(b)));
  for (const route of ranked) {
    const parameters = parametersOf(route.routeKey, method, path);
    if (parameters) return { route, parameters };
  }
  return undefined;
}

/** Sorts as the gateway prefers: by segments, then by method. */
function rank({ routeKey }: LocalRoute): string {
  const [method, path] = routeKey.split(' ');
  if (!path) return '9';
  const segments = path
    .split('/')
    .map((segment) => (segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0'));
  return `${segments.join('')}${method === 'ANY' ? '1' : '0'}`;
}

function parametersOf(routeKey: string, method: string, path: string): Record<string, string> | undefined {
  if (routeKey === '$default') return {};
  const [routeMethod, routePath = ''] = routeKey.split(' ');
  if (routeMethod !== method && routeMethod !== 'ANY') return undefined;
  return new RegExp(`^${pattern(routePath)}$`).exec(path)?.groups ?? (routePath === path ? {} : undefined);
}

function pattern(routePath: string): string {
  const literal = routePath.replaceAll(/[.*?^$()|[\]\\]/g, String.raw`\$&`);
  return literal.replaceAll(
    /\{(\w+)(\+?)\}/g,
    (_, name: string, greedy: string) => `(?<${name}>${greedy ? '.+' : '[^/]+'})`,
  );
}
