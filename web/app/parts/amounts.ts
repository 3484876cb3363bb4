import { quantityText } from '../../../shared/i18n/describe.ts';
import { unitSymbol } from '../../../shared/i18n/unit-symbol.ts';

/** What a quantity counts where nothing is said. */
const PIECE = 'pc';

export interface Amount {
  readonly quantity: number;
  readonly unit: string;
}

/** `2`, `1.5 kg`: where what is counted stands in a column of its own. @param language Two letters. */
export const countedText = ({ quantity, unit }: Amount, language: string): string =>
  unit === PIECE
    ? quantityText(language, quantity)
    : `${quantityText(language, quantity)} ${unitSymbol(unit, language)}`;

/** `2 ×`, `1.5 kg`: before what it is of. @param language Two letters. */
export const amountText = (amount: Amount, language: string): string =>
  amount.unit === PIECE ? `${quantityText(language, amount.quantity)} ×` : countedText(amount, language);

export const isOnePiece = ({ quantity, unit }: Amount): boolean => quantity === 1 && unit === PIECE;
