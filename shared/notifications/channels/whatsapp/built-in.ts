import type { ChannelTemplate } from '../../../contract/channel-descriptor.ts';

/**
 * Under which names the built-in texts are submitted to Meta, which approves each text under a name: a text that changes
 * in any of its languages needs a name that nobody has used. Raise the version of its type here.
 */
const VERSION = 2;

const VERSION_OF_TYPE: Readonly<Record<string, number>> = { digest: 1 };

/** The name of the built-in text of a type, one for all its languages. */
export const approvedName = (type: string): string => `wismo_${type}_v${VERSION_OF_TYPE[type] ?? VERSION}`;

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
