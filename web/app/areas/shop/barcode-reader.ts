import { BrowserMultiFormatReader } from '@zxing/browser';

/** Loaded where the browser reads no barcodes itself. Returns the text of the code in the picture, if there is one. */
export const readBarcode = (): ((picture: HTMLCanvasElement) => string | undefined) => {
  const reader = new BrowserMultiFormatReader();
  return (picture) => {
    try {
      return reader.decodeFromCanvas(picture).getText();
    } catch {
      // The reader throws for every picture without a code, as most are: the next one follows.
      return undefined;
    }
  };
};
