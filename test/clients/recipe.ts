/** Where a client is generated and built, and what from. */
export interface Workplace {
  /** An empty folder for what is generated. */
  readonly folder: string;
  /** docs/openapi.json */
  readonly document: string;
}

/** A program with its arguments, run in the workplace's folder. */
export interface Step {
  readonly command: string;
  readonly args: readonly string[];
}

/** How a client of one language is generated, compiled and tried. */
export interface ClientRecipe {
  readonly language: string;
  readonly generator: string;
  /** Programs that the machine must have. */
  readonly tools: readonly string[];
  /** Files of this folder that are laid into the workplace, and their paths there. */
  readonly sources: Readonly<Record<string, string>>;
  generate(at: Workplace): readonly Step[];
  compile(at: Workplace): readonly Step[];
  /** Takes the API's address and tokens of system, seller and buyer; prints a `Journey` as JSON. */
  journey(at: Workplace): Step;
  /** Takes the API's address, the payment secret and an order's id; prints what the webhook returns. */
  payment?(at: Workplace): Step;
}

/** What every journey prints. */
export interface Journey {
  readonly orderId: string;
  readonly statuses: readonly string[];
  /** The code of the problem that the refused change was returned with. */
  readonly refused: string;
}

export const step = (command: string, ...args: readonly string[]): Step => ({ command, args });
