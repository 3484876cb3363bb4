import { type ArrivedRequest, viewerAddress } from '../../shared/security/viewer-address.ts';
import type { SecretReader } from './secrets.ts';

/** Determines where requests came from, through the distribution or straight to the gateway. */
export interface ViewerAddresses {
  of(request: ArrivedRequest): Promise<string>;
}

export const viewerAddresses = (secrets: SecretReader, secretId: string): ViewerAddresses => ({
  of: (request) => viewerAddress(request, (check) => secrets.accepts(secretId, check)),
});
