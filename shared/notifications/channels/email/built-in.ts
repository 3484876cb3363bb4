import type { ChannelTemplate } from '../../../contract/channel-descriptor.ts';

/** A headline, whom it is for, and what there is to say; the layout has the rest. */
export const emailTemplate: ChannelTemplate = {
  form: 'html',
  hasSubject: true,
  builtIn: ({ type, texts: { subject, headline, body }, labels, isWritten }) => {
    const review = `{% if reviewUrl != '' %}<p><a href="{{ reviewUrl }}">${labels.review}</a></p>\n{% endif %}`;
    return {
      subject,
      content:
        `<h1>${headline}</h1>\n` +
        `<p>{% if customerName != '' %}${labels.greeting}{% else %}${labels.greetingWithoutName}{% endif %}</p>\n` +
        `<p${isWritten ? ' style="white-space:pre-line"' : ''}>${body}</p>\n` +
        (type === 'completed' ? review : ''),
    };
  },
};
