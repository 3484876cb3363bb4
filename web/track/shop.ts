/// <reference lib="dom" />
import type { ShopFace } from '../../shared/shops/shop.ts';
import { contactUrl } from './contact-url.ts';
import { byId, make, put } from './elements.ts';

const showLogo = (logoUrl: string | null): void => {
  const logo = byId('shop-logo');
  logo.hidden = logoUrl === null;
  if (logoUrl !== null && logo.getAttribute('src') !== logoUrl) logo.setAttribute('src', logoUrl);
  logo.onerror = () => {
    logo.hidden = true;
  };
};

/** The page wears the name, logo and colour of the shop, and says where to ask. */
export const showShop = ({ storeName, logoUrl, accentColor, supportContact }: ShopFace, label: string): void => {
  put('shop-name', storeName);
  showLogo(logoUrl);
  if (accentColor !== null) document.documentElement.style.setProperty('--shop-accent', accentColor);
  const support = byId('support');
  support.hidden = supportContact === null;
  if (supportContact === null || support.dataset.contact === supportContact) return;
  const link = make('a', '', supportContact);
  link.setAttribute('href', contactUrl(supportContact));
  support.replaceChildren(`${label} `, link);
  support.dataset.contact = supportContact;
};
