import type { Hook } from '../../shared/carriers/carrier-client.ts';
import { type CarrierId, carrierVariables, carrierWebhookPath } from '../../shared/contract/carrier-registry.ts';
import type { SecretReader } from './secrets.ts';

/** A function's environment, checked by its schema, which is made from the registry like the names here. */
export type CarrierEnvironment = Readonly<Record<string, unknown>>;

export const variableOf = (environment: CarrierEnvironment, name: string): string => {
  const value = environment[name];
  if (typeof value !== 'string') throw new Error(`The environment has no ${name}`);
  return value;
};

/** Where a carrier is to push to, and the secret by which it proves itself there. */
export const carrierHook = async (
  id: CarrierId,
  environment: CarrierEnvironment,
  secrets: Pick<SecretReader, 'read'>,
): Promise<Hook> => ({
  url: `${variableOf(environment, 'PUBLIC_URL')}${carrierWebhookPath(id)}`,
  secret: (await secrets.read(variableOf(environment, carrierVariables(id).secretId))).current,
});
