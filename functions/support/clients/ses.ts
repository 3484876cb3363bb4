import { SESv2Client } from '@aws-sdk/client-sesv2';
import { once } from '../composition.ts';

export const sesClient = once(() => new SESv2Client({}));
