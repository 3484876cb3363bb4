import type { Device } from '../../../contract/channel-descriptor.ts';
import { deviceOfAddress } from '../../../contract/device-address.ts';
import { combinedOutcome, refusedAddress, type SendOutcome } from '../../channel.ts';

/** Sends to each device at the same time; reached on one, the person is reached. */
export const sendToDevices = async (
  addresses: readonly string[],
  send: (device: Device, address: string) => Promise<SendOutcome>,
): Promise<SendOutcome> => {
  const outcomes = addresses.map(async (address): Promise<SendOutcome> => {
    const device = deviceOfAddress(address);
    return device === undefined ? { outcome: 'refused', error: 'AddressInvalid' } : send(device, address);
  });
  return combinedOutcome(await Promise.all(outcomes));
};

/** Nobody can be reached there again: the application is gone from the device, or the browser has withdrawn. */
export const unregistered = (address: string): SendOutcome => refusedAddress(address, 'Unregistered', 'unregistered');
