import type { Stage } from '../stages.ts';

/** Every origin without TLS: the only wildcard that API Gateway has besides every origin there is. */
const ANY_PLAIN_ORIGIN = 'http://*';

/**
 * The origins whose pages may read responses, as API Gateway writes them. It knows no wildcard for a port, so that "any
 * loopback origin" is written as the nearest that it knows; the gateway of one machine lets loopback origins in, and no
 * others. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const allowedOrigins = ({ corsOrigins }: Pick<Stage, 'corsOrigins'>): string[] =>
  corsOrigins === 'loopback' ? [ANY_PLAIN_ORIGIN] : [...corsOrigins];
