/** `a***@example.com`: enough to recognise an address by, too little to write to it. */
export const maskEmail = (address: string): string => {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${String.fromCodePoint(address.codePointAt(0) ?? 0)}***${address.slice(at)}`;
};
