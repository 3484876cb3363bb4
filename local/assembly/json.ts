/** Narrow readers of JSON whose shape is CloudFormation's, not ours. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringAt(record: JsonRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' ? value : undefined;
}

/** CloudFormation writes numbers as numbers or as text. */
export function numberAt(record: JsonRecord, key: string): number | undefined {
  const value = record[key];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

export function booleanAt(record: JsonRecord, key: string): boolean | undefined {
  const value = record[key];
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

export function recordAt(record: JsonRecord, key: string): JsonRecord {
  const value = record[key];
  return isRecord(value) ? value : {};
}

export function listAt(record: JsonRecord, key: string): readonly unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}

export function stringsAt(record: JsonRecord, key: string): readonly string[] {
  return listAt(record, key).filter((entry) => typeof entry === 'string');
}

export function recordsAt(record: JsonRecord, key: string): readonly JsonRecord[] {
  return listAt(record, key).filter(isRecord);
}

/** One value or a list of them, as IAM documents write both. */
export function manyOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
