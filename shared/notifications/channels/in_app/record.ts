import type { RenderRequest } from '../../channel.ts';
import { fillText } from '../../liquid.ts';
import { subjectOf, textsOf, textValues } from '../../texts.ts';

/** What an entry of the inbox says. */
export const render = ({
  notification: { type, locale, facts },
}: RenderRequest): { readonly title: string; readonly body: string } => ({
  title: fillText(textsOf(type, locale, facts).headline, textValues(facts)),
  // The body of the catalog speaks of what a mail has below it.
  body: subjectOf(type, locale, facts),
});
