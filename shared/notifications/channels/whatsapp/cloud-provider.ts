/** WhatsApp by Meta's Cloud API. https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates */
import * as z from 'zod';
import type { ChannelProvider, OutgoingNotification, ProviderParts, SendOutcome } from '../../channel.ts';
import type { HttpReply } from '../../providers/http.ts';
import { postWithKey } from '../../providers/key.ts';
import { referenceText } from '../../providers/reference.ts';
import { outcomeOfRefusal } from './cloud-failures.ts';
import type { WhatsAppMessage } from './render.ts';

export interface CloudOptions extends Pick<ProviderParts, 'clock' | 'secrets'> {
  readonly url: string;
  readonly secretId: string;
  readonly phoneNumberId: string;
  /** `v23.0` */
  readonly apiVersion: string;
}

const parametersShape = z.array(z.string());

const bodyOf = (outgoing: OutgoingNotification<WhatsAppMessage>, to: string): string => {
  const { template, language, parameters } = outgoing.message;
  const texts = parametersShape.parse(JSON.parse(parameters));
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    // Without the plus, as the reports have it.
    to: to.replace(/^\+/, ''),
    type: 'template',
    biz_opaque_callback_data: referenceText(outgoing),
    template: {
      name: template,
      language: { code: language },
      components:
        texts.length === 0 ? [] : [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }],
    },
  });
};

const acceptedShape = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });

/** What the Cloud API's reply means for the message to that number. */
export const cloudOutcome = (reply: HttpReply, to: string): SendOutcome => {
  const [message] = acceptedShape.safeParse(reply.json).data?.messages ?? [];
  return reply.status === 200 && message !== undefined
    ? { outcome: 'accepted', providerMessageId: message.id }
    : outcomeOfRefusal(reply, to);
};

/** The Cloud API knows no idempotency key: one try. */
export const cloudProvider = (options: CloudOptions): ChannelProvider<WhatsAppMessage> => ({
  send: async (outgoing) => {
    const { url, apiVersion, phoneNumberId } = options;
    const [to = ''] = outgoing.addresses;
    return postWithKey(
      options,
      (key) => ({
        url: `${url}/${apiVersion}/${encodeURIComponent(phoneNumberId)}/messages`,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: bodyOf(outgoing, to),
      }),
      (reply) => cloudOutcome(reply, to),
    );
  },
});
