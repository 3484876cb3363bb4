/** What a template says, made ready for the layout: mail programs follow the styles of a tag and few others. */

export interface SlotLook {
  readonly heading: string;
  readonly accent: string;
}

/** Long words break, and a paragraph in letters from right to left reads from the right. */
const TEXT = 'font-size:16px;line-height:1.55;overflow-wrap:anywhere';

const stylesOf = ({ heading, accent }: SlotLook): Readonly<Record<string, string>> => ({
  h1: `margin:0 0 16px;font-size:28px;line-height:1.2;letter-spacing:-0.5px;overflow-wrap:anywhere;color:${heading}`,
  h2: `margin:16px 0 8px;font-size:20px;line-height:1.3;overflow-wrap:anywhere;color:${heading}`,
  p: `margin:8px 0 0;${TEXT}`,
  a: `color:${accent}`,
  ul: `margin:8px 0 0;padding-inline-start:24px;${TEXT}`,
  ol: `margin:8px 0 0;padding-inline-start:24px;${TEXT}`,
  li: 'margin:4px 0 0',
  img: 'max-width:100%;height:auto;border:0',
});

const OPENING = /<(h1|h2|p|a|ul|ol|li|img)\b([^>]*)>/gi;
const OWN_STYLE = /\sstyle="([^"]*)"/i;
const BLOCKS = new Set(['h1', 'h2', 'p', 'ul', 'ol']);
/** What an accent colour and a direction hang on. */
const classOf = (tag: string): string => (tag === 'h1' || tag === 'h2' || tag === 'a' ? ` class="${tag}"` : '');

/** The same with the styles of the layout in each tag; a tag's own come after them, and win. */
export const withStyles = (html: string, look: SlotLook): string => {
  const styles = stylesOf(look);
  return html.replace(OPENING, (_tag, name: string, attributes: string) => {
    const tag = name.toLowerCase();
    const own = OWN_STYLE.exec(attributes)?.[1];
    const style = own === undefined ? styles[tag] : `${styles[tag]};${own}`;
    const direction = BLOCKS.has(tag) ? ' dir="auto"' : '';
    return `<${tag}${classOf(tag)}${direction} style="${style}"${attributes.replace(OWN_STYLE, '')}>`;
  });
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
  '&amp;': '&',
};

const decoded = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|#34|#39|nbsp|amp);/g, (name) => ENTITIES[name] ?? name);

const LINK = /<a\b[^>]*\shref="([^"]*)"[^>]*>(.*?)<\/a>/gis;

/** The same for those who read without HTML: a line for each block, and the address behind each link. */
export const asPlainText = (html: string): string =>
  decoded(
    html
      .replace(LINK, (_link, href: string, label: string) => `${label} (${href})`)
      .replace(/<br\s*\/?>/gi, '\n')
      .replace(/<li\b[^>]*>/gi, '- ')
      .replace(/<\/li>\s*/gi, '\n')
      .replace(/<\/(?:h1|h2|p|ul|ol|tr|table|div)>\s*/gi, '\n\n')
      .replace(/<[^>]*>/g, ''),
  )
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
