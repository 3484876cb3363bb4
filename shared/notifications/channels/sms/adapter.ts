import type { ChannelAdapter } from '../../channel.ts';
import { providers } from './codes.ts';
import { renderSms, type SmsMessage } from './render.ts';

export const adapter: ChannelAdapter<SmsMessage> = { render: renderSms, providers };
