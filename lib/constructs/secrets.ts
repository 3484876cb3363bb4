import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CarrierId } from '../../shared/contract/carrier-registry.ts';

export interface Secrets {
  /** Signs the links of guests. */
  readonly links: Secret;
  /** Keys the digests of addresses and devices, and the codes that prove telephones. */
  readonly contacts: Secret;
  /** Proves to the origins of the distribution that a request came through it. */
  readonly origin: Secret;
  /** What each carrier proves its webhooks with. */
  readonly carriers: ReadonlyMap<CarrierId, Secret>;
  /** The credentials of our accounts with carriers: those that the stage has, and those whose webhooks need one. */
  readonly carrierApis: ReadonlyMap<CarrierId, Secret>;
  /** Signs the webhooks of the payment service. */
  readonly payments: Secret;
  /** Those of the providers of notifications that the stage has. */
  readonly providers: ReadonlyMap<string, Secret>;
  /** What proves the reports of providers that the stage has: their own secret, or another one. */
  readonly reports: ReadonlyMap<string, Secret>;
}
