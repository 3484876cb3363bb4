import type { ChannelAdapter } from '../../channel.ts';
import { fillText } from '../../liquid.ts';
import { subjectOf, textsOf, textValues } from '../../texts.ts';

type InAppMessage = { readonly title: string; readonly body: string };

export const adapter: ChannelAdapter<InAppMessage> = {
  render: ({ notification: { type, locale, facts } }) => ({
    title: fillText(textsOf(type, locale, facts).headline, textValues(facts)),
    // The body of the catalog speaks of what a mail has below it.
    body: subjectOf(type, locale, facts),
  }),
  /** The record is the message: to be written is to be delivered. */
  provider: () => ({
    send: async ({ notificationId }) => ({
      outcome: 'accepted',
      providerMessageId: notificationId,
      isDelivered: true,
    }),
  }),
};
