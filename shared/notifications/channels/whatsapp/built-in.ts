import type { ChannelTemplate } from '../../../contract/channel-descriptor.ts';

/** Begins and ends in words, as Meta wants it of a text with places for values. */
export const whatsAppTemplate: ChannelTemplate = {
  form: 'text',
  hasSubject: false,
  isApproved: true,
  builtIn: ({ texts: { subject, headline }, labels, isWritten }) => ({
    content: isWritten
      ? `${labels.about}:\n\n{{ message }}\n\n${labels.closing}`
      : `${headline}. ${subject}.\n\n${labels.button}: {{ orderUrl }}\n\n${labels.closing}`,
  }),
};
