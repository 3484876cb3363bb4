import { WismoUnreachable } from '../../../../client/src/index.ts';
import { api } from '../../session/api.ts';

const MAX_SIDE = 1_600;
const QUALITY = 0.8;

/** Scaled down, and drawn anew: the place that a camera writes into its pictures does not leave the telephone. */
export const smallPhoto = async (file: Blob): Promise<Blob> => {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the photo could not be drawn'))),
      'image/jpeg',
      QUALITY,
    );
  });
};

const LATER_STATUSES = [408, 429];

/** Puts the photo into the bucket; returns its key. @throws WismoUnreachable where it can be sent later. */
export const uploadPhoto = async (orderId: string, photo: Blob): Promise<string> => {
  const body = { contentType: 'image/jpeg' as const, bytes: photo.size };
  const { photoKey, method, url, headers } = await api().requestPhotoUpload({ order_id: orderId, body });
  let response: Response;
  try {
    response = await fetch(url, { method, headers: { ...headers }, body: photo });
  } catch (error) {
    throw new WismoUnreachable('the photo was not uploaded', { cause: error });
  }
  if (response.status >= 500 || LATER_STATUSES.includes(response.status))
    throw new WismoUnreachable(`the photo was not taken now: ${response.status}`);
  if (!response.ok) throw new Error(`the photo was not taken: ${response.status}`);
  return photoKey;
};
