/** `+34*****222`: the country and the end of a number, enough to recognise it by and too little to call. */
export const maskPhone = (phone: string): string =>
  phone.length < 8 ? '***' : `${phone.slice(0, 3)}*****${phone.slice(-3)}`;
