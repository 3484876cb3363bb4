/** Failures of the way to a provider, before anything of it has replied. */

/** Nobody was reached: the request never left. */
const NEVER_ARRIVED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/;

/** In the words of the AWS SDK's own HTTP client. */
const NEVER_CONNECTED = /without establishing a connection/;

/** What the operating system, a TLS library or an HTTP client throws, as far as it is read here. */
export interface TransportFailure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
}

/** Whether the request certainly reached nobody. */
export const isUnreached = ({ code, message }: TransportFailure): boolean =>
  NEVER_ARRIVED.test(code ?? '') || NEVER_CONNECTED.test(message ?? '');
