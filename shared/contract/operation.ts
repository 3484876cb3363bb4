import type * as z from 'zod';

/**
 * What one operation takes and returns. Path and query values arrive as text and are coerced by their schemas; bodies
 * are strict: a field that is not in the schema is refused.
 */
export interface OperationSchemas {
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** `raw`: the bytes as they came, for signatures; the operation parses them itself. */
  readonly body?: z.ZodType | 'raw';
  /** For the reader of the document. */
  readonly description?: string;
  /** An example body, shown in the document and tried by the tests. */
  readonly example?: unknown;
}

type OutputOf<S> = S extends z.ZodType ? z.output<S> : undefined;

export type ParamsOf<O extends OperationSchemas> = OutputOf<O['params']>;
export type QueryOf<O extends OperationSchemas> = OutputOf<O['query']>;
export type BodyOf<O extends OperationSchemas> = OutputOf<O['body']>;
