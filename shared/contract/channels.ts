/** Every channel, one line each. What is made of them is in `channel-registry.ts`. */
export { email } from '../notifications/channels/email/descriptor.ts';
export { inApp } from '../notifications/channels/in_app/descriptor.ts';
export { push } from '../notifications/channels/push/descriptor.ts';
export { sms } from '../notifications/channels/sms/descriptor.ts';
export { whatsapp } from '../notifications/channels/whatsapp/descriptor.ts';
