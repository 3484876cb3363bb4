import type { Schema } from './schema.ts';
import { type SchemaRow, schemaRows } from './schema-rows.ts';

interface Reference {
  readonly $ref: string;
}

/** What of the AsyncAPI document is shown; our own generator makes it. */
export interface AsyncDocument {
  readonly channels: Readonly<Record<string, { readonly address: string; readonly description?: string }>>;
  readonly operations: Readonly<
    Record<
      string,
      {
        readonly action: 'receive' | 'send';
        readonly channel: Reference;
        readonly messages: readonly Reference[];
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly name: string; readonly summary?: string }>>;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

export interface LiveMessageRow {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly rows: readonly SchemaRow[];
}

/** What one side sends on one channel. */
export interface LiveOperation {
  readonly id: string;
  readonly address: string;
  readonly description: string;
  readonly isFromClient: boolean;
  readonly messages: readonly LiveMessageRow[];
}

const lastOf = ({ $ref }: Reference): string => $ref.split('/').at(-1) ?? '';

/** Operations are the server's: what it receives is what clients send. */
export const liveOperations = (document: AsyncDocument): readonly LiveOperation[] =>
  Object.entries(document.operations).map(([id, { action, channel, messages }]) => {
    const { address = '', description = '' } = document.channels[lastOf(channel)] ?? {};
    return {
      id,
      address: `${lastOf(channel)} ${address}`,
      description,
      isFromClient: action === 'receive',
      messages: messages.map((reference) => {
        const key = lastOf(reference);
        const { name = key, summary = '' } = document.components.messages[key] ?? {};
        return {
          id: `${id}-${key}`,
          name,
          summary,
          rows: schemaRows(document, document.components.schemas[key] ?? {}),
        };
      }),
    };
  });
