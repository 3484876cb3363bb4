declare const isMessageBody: unique symbol;

/** The JSON body of a queue message, in ASCII. Made here alone, so that no message is sent without it. */
export type MessageBody = string & { readonly [isMessageBody]: true };

const BEYOND_ASCII = /[\u007f-\uffff]/g;

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON in which every character beyond ASCII is a `\u` escape: SQS refuses U+FFFE, U+FFFF, lone surrogates and most
 * control characters in a body, and what a person wrote must never be the reason. One character is then one byte, which
 * is also how SQS counts the body's size.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const messageBody = (content: unknown): MessageBody =>
  JSON.stringify(content).replace(BEYOND_ASCII, escaped) as MessageBody;

/** A body that SQS has handed out, to be sent once more as it came. */
export const receivedBody = (body: string): MessageBody => body as MessageBody;
