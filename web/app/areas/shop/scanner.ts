type Read = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (): Detector;
}

/** Whether there may be a camera; browsers offer none to pages without TLS. */
export const canScan = (): boolean => navigator.mediaDevices !== undefined;

const EVERY_MILLISECONDS = 250;

const nativeReader = (Class: DetectorClass): Read => {
  const detector = new Class();
  return async (video) => (await detector.detect(video))[0]?.rawValue;
};

const loadedReader = async (): Promise<Read> => {
  const { readBarcode } = await import('./barcode-reader.ts');
  const read = readBarcode();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (context === null || video.videoWidth === 0) return undefined;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    return read(canvas);
  };
};

/** The browser's own where it has one. */
const barcodeReader = async (): Promise<Read> => {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorClass };
  return BarcodeDetector === undefined ? loadedReader() : nativeReader(BarcodeDetector);
};

/** Shows the camera in `video` until a code is read, or it is stopped. @throws where there is no camera to use. */
export const scan = async (video: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    video.srcObject = stream;
    const [read] = await Promise.all([barcodeReader(), video.play()]);
    while (!signal.aborted) {
      const code = await read(video);
      if (code !== undefined) return code;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MILLISECONDS));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
};
