/** The browser's side of RFC 8291: what a push service carries without being able to read it. */
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';

export interface BrowserKeys {
  /** The private key, 32 bytes. */
  readonly privateKey: Buffer;
  readonly auth: Buffer;
}

const SALT = 16;
const KEY_LENGTH_AT = 20;
const TAG = 16;
const LAST_RECORD = 2;

const derived = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

/**
 * One record of `aes128gcm` (RFC 8188), keyed as RFC 8291 says.
 *
 * @throws where the keys are others, or the body is none.
 */
export const decrypted = (body: Buffer, { privateKey, auth }: BrowserKeys): string => {
  const salt = body.subarray(0, SALT);
  const keyEnd = KEY_LENGTH_AT + 1 + (body[KEY_LENGTH_AT] ?? 0);
  const serverKey = body.subarray(KEY_LENGTH_AT + 1, keyEnd);
  const browser = createECDH('prime256v1');
  browser.setPrivateKey(privateKey);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), serverKey]);
  const secret = derived(browser.computeSecret(serverKey), auth, info, 32);
  const key = derived(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derived(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const record = body.subarray(keyEnd);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(record.subarray(-TAG));
  const plain = Buffer.concat([decipher.update(record.subarray(0, -TAG)), decipher.final()]);
  const end = plain.lastIndexOf(LAST_RECORD);
  return plain.subarray(0, end).toString('utf8');
};
