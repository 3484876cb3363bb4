import type { CloudModel } from '../ports.ts';

/** Physical name in an ARN: the last part after `:` or `/`. */
export function nameInArn(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
}

/** Makes ARNs of things that are named in calls rather than declared in the template. */
export function arnFor(model: Pick<CloudModel, 'region' | 'accountId'>, service: string, rest: string): string {
  return `arn:aws:${service}:${model.region}:${model.accountId}:${rest}`;
}

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
