import { PHOTO_PREFIX } from '../../contract/photo-prefix.ts';
import { sha256 } from '../../security/digest.ts';

/** What an upload is allowed to be. */
export interface PhotoFacts {
  readonly contentType: string;
  readonly bytes: number;
}

export interface PhotoUpload {
  readonly url: string;
  /** To be sent exactly so. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Photos of deliveries, as they are stored: they are uploaded and read by signed requests alone. */
export interface DeliveryPhotos {
  signUpload(photoKey: string, facts: PhotoFacts, expiresInSeconds: number): Promise<PhotoUpload>;
  /** The URL of the photo, whether it is there or not. */
  signLink(photoKey: string, expiresInSeconds: number): Promise<string>;
}

/** Digests: an id of a shop's own may hold what a path of a URL may not. */
const folder = (id: string): string => sha256(id, 'base64url').slice(0, 22);

/** Where this driver's photos of this order are, with a slash at the end. */
export const photoFolder = (orderId: string, driverId: string): string =>
  `${PHOTO_PREFIX}${folder(orderId)}/${folder(driverId)}/`;
