/** One route of an API, as `RouteKey` says it. */
export interface RoutePattern {
  /** `GET /orders/{id}`, `ANY /{proxy+}`, `$default` */
  readonly routeKey: string;
}

export interface RouteMatch<Route extends RoutePattern> {
  readonly route: Route;
  /** Values of `{name}` and `{name+}`, URL-decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface CompiledRoute<Route> {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
}

const DEFAULT_ROUTE = '$default';

/**
 * Finds the route that API Gateway would: literal segments before parameters, parameters before `{proxy+}`, a method of
 * its own before `ANY`, `$default` last. A path that exists only for other methods is not found.
 */
export function createRouteTable<Route extends RoutePattern>(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch<Route> | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === DEFAULT_ROUTE);
  const compiled = routes
    .filter((route) => route !== fallback)
    .map(compile)
    .sort(bySpecificity);
  return (method, path) => {
    const segments = segmentsOf(path);
    for (const candidate of compiled) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = matchSegments(candidate.segments, segments);
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}

function compile<Route extends RoutePattern>(route: Route): CompiledRoute<Route> {
  const [method = '', path = ''] = route.routeKey.split(' ');
  if (!path.startsWith('/')) throw new Error(`The route key ${route.routeKey} is not a method and a path`);
  return { route, method, segments: segmentsOf(path) };
}

/** A slash at the end names the same route. */
const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

const isParameter = (segment: string): boolean => segment.startsWith('{');
const isGreedy = (segment: string): boolean => segment.endsWith('+}');
const rankOf = (segment: string | undefined): number => {
  if (segment === undefined) return 0;
  return isGreedy(segment) ? 3 : isParameter(segment) ? 2 : 1;
};

function bySpecificity(left: CompiledRoute<unknown>, right: CompiledRoute<unknown>): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rankOf(left.segments[index]) - rankOf(right.segments[index]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index];
    if (isGreedy(expected)) {
      if (actual === undefined) return undefined;
      parameters[expected.slice(1, -2)] = decoded(segments.slice(index).join('/'));
      return parameters;
    }
    if (actual === undefined || actual === '') return undefined;
    if (isParameter(expected)) parameters[expected.slice(1, -1)] = decoded(actual);
    else if (expected !== decoded(actual)) return undefined;
  }
  return segments.length === pattern.length ? parameters : undefined;
}

/** A broken escape stays as it was sent. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
