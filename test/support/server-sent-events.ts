/** One event of an event stream, its fields as https://html.spec.whatwg.org/multipage/server-sent-events.html has them. */
export interface ServerSentEvent {
  readonly id?: string;
  readonly event?: string;
  readonly retry?: number;
  /** Parsed. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly comment?: string;
}

const fieldOf = (line: string): ServerSentEvent => {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  const value = line.slice(colon + 1).replace(/^ /, '');
  switch (name) {
    case '':
      return { comment: value };
    case 'retry':
      return { retry: Number(value) };
    case 'data':
      return { data: JSON.parse(value) };
    case 'id':
      return { id: value };
    case 'event':
      return { event: value };
    default:
      throw new Error(`not a field of an event stream: ${line}`);
  }
};

/** What is complete of the text: blocks that an empty line ends. */
export const parseEvents = (text: string): readonly ServerSentEvent[] =>
  text
    .slice(0, text.lastIndexOf('\n\n') + 1)
    .split('\n\n')
    .map((block) => block.split('\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => Object.assign({}, ...lines.map(fieldOf)));
