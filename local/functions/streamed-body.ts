import { Readable } from 'node:stream';

export interface BodyOptions {
  /** The reader has taken what was pushed and wants more. */
  readonly onTaken: () => void;
  /** The reader is gone before the end. */
  readonly onLeft: () => void;
}

/** The body of a streamed response on the host's side: the worker sends a chunk when the last one was taken. */
export class StreamedBody extends Readable {
  readonly #options: BodyOptions;
  #isOwed = false;

  constructor(options: BodyOptions) {
    super();
    this.#options = options;
    // Whoever reads looks at it too; a body that nobody reads any more must not end the host.
    this.on('error', () => undefined);
  }

  supply(bytes: Uint8Array): void {
    this.#isOwed = true;
    if (this.push(bytes)) this.#acknowledge();
  }

  /** The function has ended: in order, or with what it was cut off by. */
  finish(error?: Error): void {
    if (this.destroyed) return;
    if (error === undefined) this.push(null);
    else this.destroy(error);
  }

  override _read(): void {
    this.#acknowledge();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.readableEnded) this.#options.onLeft();
    done(error);
  }

  #acknowledge(): void {
    if (!this.#isOwed) return;
    this.#isOwed = false;
    this.#options.onTaken();
  }
}
