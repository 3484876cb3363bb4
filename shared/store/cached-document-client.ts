import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, type TranslateConfig } from '@aws-sdk/lib-dynamodb';

/** What is used here of a document command. Protected in its type, and the same in every version of the package. */
interface DocumentCommand {
  readonly clientCommand: {
    resolveMiddleware(stack: unknown, config: object, options: undefined): Handler;
  };
  addMarshallingMiddleware(config: object): void;
}

/** The client takes the table's plain commands too. */
const isDocumentCommand = (command: object): command is DocumentCommand =>
  'clientCommand' in command && 'addMarshallingMiddleware' in command;

type Handler = (command: object) => Promise<{ readonly output: object }>;

/**
 * The document client with the stack of middleware of each command resolved once, and not at every call. The SDK's
 * own `cacheMiddleware` would keep the first command's input along with it, so it refuses that here; this caches what
 * differs between kinds of commands only, and hands each call its own input.
 */
export class CachedDocumentClient extends DynamoDBDocumentClient {
  static override from(client: DynamoDBClient, translateConfig?: TranslateConfig): DynamoDBDocumentClient {
    return new CachedDocumentClient(client, translateConfig);
  }

  readonly #handlers = new Map<unknown, Handler>();

  /** Of all overloads at once: what comes of it is the command's own, as the base class has it. */
  override send(command: object, ...more: readonly unknown[]): never {
    const response =
      isDocumentCommand(command) && more.length === 0
        ? this.#performed(command)
        : Reflect.apply(DynamoDBDocumentClient.prototype.send, this, [command, ...more]);
    return response as never;
  }

  async #performed(command: DocumentCommand): Promise<object> {
    const { output } = await this.#handlerOf(command)(command.clientCommand);
    return output;
  }

  #handlerOf(command: DocumentCommand): Handler {
    const known = this.#handlers.get(command.constructor);
    if (known !== undefined) return known;
    command.addMarshallingMiddleware(this.config);
    const handler = command.clientCommand.resolveMiddleware(this.middlewareStack, this.config, undefined);
    this.#handlers.set(command.constructor, handler);
    return handler;
  }
}
