/** What countries are written as, besides their names in Unicode CLDR. */

/**
 * ISO 3166-1, alpha-2 and alpha-3 beside each other, officially assigned; and XK/XKK, which carriers and Unicode CLDR use
 * for Kosovo.
 */
export const ISO_CODES =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB ' +
  'BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR ' +
  'BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR ' +
  'CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK ' +
  'FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS ' +
  'GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ' +
  'ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO ' +
  'LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD ' +
  'MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER ' +
  'NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM ' +
  'PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP ' +
  'SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF ' +
  'TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY ' +
  'UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM XKXKK YEYEM YTMYT ZAZAF ZMZMB ZWZWE';

/** Codes that are not ISO's: of the European Union, of vehicles and sports, and of parts that ISO has no code for. */
export const OTHER_CODES: Readonly<Record<string, string>> = {
  UK: 'GB',
  EL: 'GR',
  ROM: 'RO',
  GER: 'DE',
  IC: 'ES',
  EA: 'ES',
  AN: 'CW',
};

/**
 * Names in English, Spanish, Romanian and Russian that CLDR does not have: older, official, short and common ones, and
 * parts of countries that people give for the whole; and some in French and German. Case, marks and punctuation do not count.
 */
export const OTHER_NAMES: Readonly<Record<string, string>> = {
  MU: 'ile maurice',
  KN: 'saint kitts',
  US: 'usa|united states of america|the states|america|ee uu|eeuu|eua|estados unidos de america|statele unite ale americii|etats unis d amerique|vereinigte staaten von amerika|stati uniti d america|сша|соединенные штаты америки|америка',
  GB: 'uk|great britain|britain|england|scotland|wales|northern ireland|united kingdom of great britain and northern ireland|gran bretana|grande bretagne|gran bretagna|grossbritannien|großbritannien|inglaterra|escocia|gales|irlanda del norte|marea britanie|anglia|scotia|irlanda de nord|англия|шотландия|уэльс|северная ирландия|соединенное королевство|британия|angleterre|ecosse|pays de galles|irlande du nord|schottland|nordirland|vereinigtes konigreich',
  IE: 'eire|republic of ireland|republica de irlanda|южная ирландия|republik irland|republique d irlande',
  CZ: 'czech republic|republica checa|republica ceha|repubblica ceca|republique tcheque|tschechische republik|чешская республика',
  SK: 'slovak republic|republica eslovaca|republica slovaca|словацкая республика',
  NL: 'holland|the netherlands|holanda|olanda|голландия',
  RU: 'russian federation|federacion rusa|federacion de rusia|federatia rusa|российская федерация|рф',
  MD: 'moldova|republic of moldova|moldavia|republica de moldavia|moldova republic of|молдавия|республика молдова|молдова|moldau|moldawien|republique de moldavie',
  BY: 'byelorussia|bielorrusia|беларусь|белоруссия|weissrussland|weißrussland|bielorussie',
  UA: 'the ukraine|украина',
  KZ: 'kazakstan|kazajstan|казахстан',
  KG: 'kirgizstan|kirguistan|киргизия|кыргызстан',
  TM: 'туркмения|туркменистан',
  TR: 'turkey|turkiye|turquia|turcia|турция',
  MK: 'macedonia|fyrom|former yugoslav republic of macedonia|republic of macedonia|македония|mazedonien|macedoine|macedonia del norte',
  BA: 'bosnia|bosnia herzegovina|bosnia hertegovina|босния',
  DE: 'federal republic of germany|republica federal de alemania|republica federala germania|фрг|brd|bundesrepublik deutschland|republique federale d allemagne',
  GR: 'hellas|hellenic republic',
  CH: 'swiss confederation|confederacion suiza|confederation suisse|schweizerische eidgenossenschaft',
  VA: 'vatican|the vatican|holy see|holy see vatican city state|vatican city state|vaticano|santa sede|vatican city|ватикан',
  SM: 'republic of san marino',
  MC: 'principality of monaco|principado de monaco',
  KR: 'korea|south korea|republic of korea|korea republic of|korea south|corea|corea del sur|republica de corea|coreea|coreea de sud|южная корея|корея|республика корея',
  KP: 'north korea|republica popular democratica de corea|corea republica popular democratica de|democratic people s republic of korea|korea democratic people s republic of|korea north|dprk|corea del norte|coreea de nord|северная корея|кндр',
  CN: 'people s republic of china|prc|mainland china|republica popular china|republica populara chineza|кнр',
  TW: 'китайская республика|taiwan province of china|republic of china|chinese taipei',
  HK: 'hong kong|hong kong sar|hong kong sar china|hongkong|hong kong china|r a s hong kong a chinei|гонконг|hong kong s a r china',
  MO: 'macao|macau|macao sar|macau sar|r a s macao a chinei|макао|macau s a r china|macao s a r china',
  SG: 'republic of singapore|сингапур',
  VN: 'viet nam|vietnam',
  LA: 'lao|republica democratica popular de lao|lao people s democratic republic|laos',
  MM: 'burma|birmania|бирма|мьянма|birmanie|birma',
  ZA: 'rsa|republic of south africa|юар',
  CF: 'цар',
  FO: 'фареры',
  BM: 'бермуды',
  SC: 'сейшелы|сейшельские острова',
  MV: 'мальдивы',
  AX: 'aland islands|аландские острова',
  IM: 'остров мэн',
  KY: 'острова каиман|каимановы острова',
  IR: 'republica islamica de iran|iran islamic republic of|islamic republic of iran|persia',
  SY: 'syrian arab republic|republica arabe siria',
  PS: 'palestine|state of palestine|palestine state of|palestina|палестина|государство палестина|palestinian territory occupied|palestinian territories',
  AE: 'uae|emirates|emiratos|emiratele arabe|оаэ|эмираты|vae|eau|vereinigte arabische emirate|emirats arabes unis',
  SA: 'ksa|arabia saudi|kingdom of saudi arabia',
  BN: 'brunei|brunei darussalam|бруней',
  TL: 'east timor|timor oriental|timorul de est|восточный тимор|ost timor|osttimor',
  TZ: 'united republic of tanzania|tanzania united republic of',
  CD: 'drc|dr congo|democratic republic of the congo|congo the democratic republic of the|congo kinshasa|congo democratic republic of the|congo dem rep|congo drc|congo rdc|congo republica democratica del|zaire|демократическая республика конго|republica democrata congo|republica democratica del congo|rd congo|др конго|дрк',
  CG: 'congo|republic of the congo|congo brazzaville|republica del congo|республика конго|конго',
  CI: 'ivory coast|cote d ivoire|costa de marfil|coasta de fildes|берег слоновой кости|кот д ивуар|elfenbeinkuste',
  CV: 'cape verde|cabo verde|capul verde|острова зеленого мыса',
  SZ: 'swaziland|suazilandia|свазиленд|swasiland',
  GM: 'the gambia|gambia|гамбия',
  BS: 'the bahamas|bahamas|багамы|багамские острова',
  BO: 'plurinational state of bolivia|bolivia plurinational state of',
  VE: 'bolivarian republic of venezuela|venezuela bolivarian republic of',
  FM: 'federated states of micronesia|micronesia federated states of',
  MX: 'mejico|estados unidos mexicanos',
  BR: 'brasil|бразилия',
  AR: 'republica argentina',
  DO: 'dominican rep|rep dominicana',
  VG: 'virgin islands british|виргинские острова великобритания',
  VI: 'virgin islands u s|us virgin islands|united states virgin islands|islas virgenes de los estados unidos|виргинские острова сша',
  MF: 'saint martin french part|st martin',
  SX: 'sint maarten dutch part|st maarten',
  SH: 'saint helena|st helena',
  FK: 'falklands|malvinas',
  ES: 'spain|kingdom of spain|reino de espana|canary islands|islas canarias|canarias|balearic islands|islas baleares|канарские острова',
  PT: 'azores|madeira|portuguese republic',
  FR: 'french republic|republique francaise|corsica|france metropolitaine|metropolitan france',
};

/**
 * Languages in which people write their own country, besides the product's: `Deutschland`, `Polska`. A name that means
 * different countries in two of them is not read.
 */
export const OTHER_LANGUAGES = 'de fr it pt nl pl cs sk hu bg uk be sr hr sl el tr sv da nb fi et lv lt ca eu gl'.split(
  ' ',
);
