import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Data = string | ArrayBuffer | ArrayBufferView;

const bytesOf = (data: Data): string | Uint8Array => {
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

const keyOf = (secret: Data): KeyObject => {
  const bytes = bytesOf(secret);
  return typeof bytes === 'string' ? createSecretKey(bytes, 'utf8') : createSecretKey(bytes);
};

/**
 * SHA-256 as the AWS SDK asks for it. Its own gives Node the bytes of a key, and Node finds out by two exceptions that
 * they are no key object: four times what the digest itself takes.
 */
export class Sha256 {
  readonly #key: KeyObject | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Data) {
    this.#key = secret === undefined || secret === '' ? undefined : keyOf(secret);
    this.#hash = this.#made();
  }

  update(data: Data): void {
    this.#hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#made();
  }

  #made(): Hash | Hmac {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }
}
