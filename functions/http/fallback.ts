import { ProblemError } from '../../shared/contract/problem.ts';
import { allRoutes, type RouteDefinition } from '../../shared/contract/routes.ts';

const matches = (template: string, path: string): boolean => {
  const wanted = template.split('/');
  const given = path.replace(/\/$/, '').split('/');
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i]);
};

export const routeOf = (method: string, path: string): RouteDefinition | undefined =>
  allRoutes().find((route) => route.method === method && matches(route.path, path));

/** No route fits: 405 with `Allow` when the path is known under another method, else 404. */
export const fallbackProblem = ({ path, method }: { path: string; method: string }): ProblemError => {
  const allow = [...new Set(allRoutes().flatMap((route) => (matches(route.path, path) ? [route.method] : [])))];
  return allow.length > 0 && !allow.some((known) => known === method)
    ? new ProblemError('METHOD_NOT_ALLOWED', `${method} is not answered here`, { allow })
    : new ProblemError('NOT_FOUND', 'There is no such path');
};
