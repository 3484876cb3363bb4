import type { ChannelTemplate } from '../../../contract/channel-descriptor.ts';

/** Whose message it is, one line, and where it leads. */
export const smsTemplate: ChannelTemplate = {
  form: 'text',
  hasSubject: false,
  builtIn: ({ texts: { subject, body }, isWritten }) => ({
    content:
      `{% if shopName != '' %}{{ shopName }}: {% endif %}${isWritten ? body : subject}` +
      "{% if orderUrl != '' %} {{ orderUrl }}{% endif %}",
  }),
};
