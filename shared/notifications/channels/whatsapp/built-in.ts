import type { ChannelTemplate } from '../../../contract/channel-descriptor.ts';
import { approvedName } from './approved-names.ts';

/** Begins and ends in words, as Meta wants it of a text with places for values. */
export const whatsAppTemplate: ChannelTemplate = {
  form: 'text',
  hasSubject: false,
  isApproved: true,
  builtIn: ({ type, texts: { subject, headline }, labels, isWritten }) => ({
    approvedName: approvedName(type),
    content: isWritten
      ? `${labels.about}:\n\n{{ message }}\n\n${labels.closing}`
      : `${headline}. ${subject}.\n\n${labels.button}: {{ orderUrl }}\n\n${labels.closing}`,
  }),
};
