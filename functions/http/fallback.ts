import { ProblemError } from '../../shared/contract/problem.ts';
import { allRoutes, type RouteDefinition } from '../../shared/contract/routes.ts';
import type { ApiResponse } from './output.ts';

const segmentsOf = (path: string): readonly string[] => path.replace(/(?<=.)\/$/, '').split('/');

const matches = (template: string, path: string): boolean => {
  const [wanted, given] = [segmentsOf(template), segmentsOf(path)];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
};

/** A `HEAD` is the `GET` of its path. */
export const routeOf = (method: string, path: string): RouteDefinition | undefined => {
  const asked = method === 'HEAD' ? 'GET' : method;
  return allRoutes().find((route) => route.method === asked && matches(route.path, path));
};

/** The methods of a path; none where there is no such path. */
const methodsOf = (path: string): readonly string[] => {
  const own = new Set<string>(allRoutes().flatMap((route) => (matches(route.path, path) ? [route.method] : [])));
  if (own.size === 0) return [];
  return [...own, ...(own.has('GET') ? ['HEAD'] : []), 'OPTIONS'].toSorted();
};

export interface Unrouted {
  readonly path: string;
  readonly method: string;
  /** Without its question mark. */
  readonly query: string;
}

/**
 * What no route of a function fits: `OPTIONS` gets the methods of the path, another method 405 with them, a path with a
 * slash too many the one without, and everything else 404.
 */
export const unroutedResponse = ({ path, method, query }: Unrouted): ApiResponse => {
  const allow = methodsOf(path);
  if (allow.length === 0) throw new ProblemError('NOT_FOUND', 'The path does not exist');
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: allow.join(', ') } };
  if (!allow.includes(method)) {
    throw new ProblemError('METHOD_NOT_ALLOWED', `${method} is not allowed for this path`, { allow: [...allow] });
  }
  if (path.length < 2 || !path.endsWith('/')) throw new ProblemError('NOT_FOUND', 'The path does not exist');
  const withoutSlash = segmentsOf(path).map(encodeURIComponent).join('/');
  return { status: 308, headers: { Location: `${withoutSlash}${query === '' ? '' : `?${query}`}` } };
};
