/** The first value of a secret of the template. */
import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { asRecord, asText } from '../edge/arn.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;
const RSA_BITS = 2_048;

const standardWebhooksSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** As Google gives it out; the simulator of its tokens reads the public half from it. */
const serviceAccount = (): string => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  return JSON.stringify({
    type: 'service_account',
    project_id: 'wismo-local',
    private_key_id: randomBytes(20).toString('hex'),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'wismo@wismo-local.iam.gserviceaccount.com',
    token_uri: 'https://oauth2.googleapis.com/token',
  });
};

/** The private half of the key that the local stage gives browsers. It proves nothing to anybody but the simulator. */
const LOCAL_VAPID_KEY = 'KQeNvcc1uuP3Hs0yFRHENJFE85ndUtMulrPIm25_-1E';

/** The public half proves what the private half signed; the simulator of whoever signs finds its own half beside it. */
const keyPair = (): string => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({
    current: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  });
};

/** Simulators take any values. */
const objectOf = (parts: readonly string[], random: string): string =>
  JSON.stringify(Object.fromEntries(parts.map((part) => [part, random])));

/** What `GenerateSecretString` cannot order: an operator puts it in after a deployment, so here it is there at once. */
const BY_FORMAT: Readonly<Record<string, (password: string) => string>> = {
  'standard-webhooks': standardWebhooksSecret,
  'service-account': serviceAccount,
  vapid: () => LOCAL_VAPID_KEY,
  basic: (password) => `wismo:${password}`,
};

/** A random value as `GenerateSecretString` orders it, unless a tag asks for another form. */
export function generatedSecret(
  order: Readonly<Record<string, unknown>>,
  format: string | undefined,
  parts: readonly string[] = [],
): string {
  if (format === 'ecdsa-public-key') return keyPair();
  const excluded = asText(order.ExcludeCharacters) ?? '';
  const alphabet = [...(order.ExcludePunctuation === true ? LETTERS : LETTERS + PUNCTUATION)].filter(
    (character) => !excluded.includes(character),
  );
  const length = Number(order.PasswordLength ?? DEFAULT_LENGTH);
  const random = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
  const password = format === 'json' ? objectOf(parts, random) : (BY_FORMAT[format ?? '']?.(random) ?? random);
  const key = asText(order.GenerateStringKey);
  if (key === undefined) return password;
  return JSON.stringify({ ...asRecord(JSON.parse(asText(order.SecretStringTemplate) ?? '{}')), [key]: password });
}
