import { deviceOfAddress } from '../../../contract/device-address.ts';

const SHOWN = 4;

/** `ios ***wxyz`: which device, and the end of its token. */
export const maskDevice = (address: string): string => {
  const device = deviceOfAddress(address);
  if (device === undefined) return '***';
  // A browser's subscription ends in brackets, and its keys are secret.
  return device.platform === 'web' ? 'web ***' : `${device.platform} ***${device.token.slice(-SHOWN)}`;
};
