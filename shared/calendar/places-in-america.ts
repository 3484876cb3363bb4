import type { ZonedPlaces } from './zoned-places.ts';

/**
 * United States: by the first digits of the ZIP code (USPS Publication 65, national five-digit ZIP code directory), or by
 * the state. Where three digits lie in two zones, single ZIP codes say which. Military mail counts as where most of it
 * goes: `AE` Germany, `AP` Japan.
 */
const UNITED_STATES: ZonedPlaces = {
  digits: 5,
  postcodes: {
    'America/New_York': '005 010-089 100-323 326-339 340-349 373-374 376-379 398-399 400-418 425-427 430-459 480-499',
    'America/Chicago':
      '324-325 350-372 375 380-397 420-424 463-464 476-477 500-567 570-576 580-585 587-588 600-658 660-676 678-692 ' +
      '700-797 49801 49802 49815 49831 49834 49847 49852 49858 49863 49870 49873 49874 49876 49877 49881 49886 49887 ' +
      '49892 49893 49896 49902 49903 49911 49915 49920 49927 49935 49938 49947 49959 49964 49968 49969',
    'America/Indiana/Indianapolis': '460-462 465-475 478-479',
    'America/Denver':
      '577 586 590-599 677 693 798-799 800-831 840-847 865 870-885 67836 67857 67878 67879 69153 69140 69127 69033 ' +
      '69021 57620 57623 57625 57638 57640 57641 57642 57644 57645 57649 57652 57656 57657 57660 57661 89883',
    'America/Boise': '832-834 836-837 979',
    'America/Phoenix': '850-864',
    'America/Los_Angeles': '835 838 889-898 900-961 970-978 980-994',
    'America/Anchorage': '995-999',
    'America/Adak': '99546 99547',
    'Pacific/Honolulu': '967-968',
    'Pacific/Pago_Pago': '96799',
    'Pacific/Guam': '969',
    'America/Puerto_Rico': '006-009',
    'Europe/Berlin': '090-098',
    'Asia/Tokyo': '962-966',
  },
  regions: {
    'America/New_York':
      'CT,Connecticut DE,Delaware DC,District_of_Columbia,Washington_DC FL,Florida GA,Georgia KY,Kentucky ME,Maine ' +
      'MD,Maryland MA,Massachusetts MI,Michigan NH,New_Hampshire NJ,New_Jersey NY,New_York NC,North_Carolina OH,Ohio ' +
      'PA,Pennsylvania RI,Rhode_Island SC,South_Carolina VT,Vermont VA,Virginia WV,West_Virginia AA',
    'America/Indiana/Indianapolis': 'IN,Indiana',
    'America/Chicago':
      'AL,Alabama AR,Arkansas IL,Illinois IA,Iowa KS,Kansas LA,Louisiana MN,Minnesota MS,Mississippi MO,Missouri ' +
      'NE,Nebraska ND,North_Dakota OK,Oklahoma SD,South_Dakota TN,Tennessee TX,Texas WI,Wisconsin',
    'America/Denver': 'CO,Colorado MT,Montana NM,New_Mexico UT,Utah WY,Wyoming',
    'America/Boise': 'ID,Idaho',
    'America/Phoenix': 'AZ,Arizona',
    'America/Los_Angeles': 'CA,California NV,Nevada OR,Oregon WA,Washington',
    'America/Anchorage': 'AK,Alaska',
    'Pacific/Honolulu': 'HI,Hawaii',
    'America/Puerto_Rico': 'PR,Puerto_Rico VI,Virgin_Islands,US_Virgin_Islands',
    'Pacific/Guam': 'GU,Guam MP,Northern_Mariana_Islands',
    'Pacific/Pago_Pago': 'AS,American_Samoa',
    'Europe/Berlin': 'AE',
    'Asia/Tokyo': 'AP',
  },
};

/** Canada: by the postal code's first letters (Canada Post's forward sortation areas), or by the province. */
const CANADA: ZonedPlaces = {
  postcodes: {
    'America/St_Johns': 'A',
    'America/Goose_Bay': 'A0P A2V',
    'America/Halifax': 'B C G4T',
    'America/Moncton': 'E',
    'America/Toronto': 'G H J K L M N P',
    'America/Winnipeg': 'R P0V P0W P0X P8N P9A P9N',
    'America/Regina': 'S',
    'America/Edmonton': 'T S9V V1A V1C X0E X0G X1A',
    'America/Dawson_Creek': 'V1G V1J',
    'America/Vancouver': 'V',
    'America/Iqaluit': 'X0A',
    'America/Cambridge_Bay': 'X0B',
    'America/Rankin_Inlet': 'X0C',
    'America/Whitehorse': 'Y',
  },
  regions: {
    'America/St_Johns': 'NL,NF,Newfoundland_and_Labrador,Newfoundland,Terre_Neuve_et_Labrador',
    'America/Halifax': 'NS,Nova_Scotia,Nouvelle_Ecosse PE,PEI,Prince_Edward_Island,Ile_du_Prince_Edouard',
    'America/Moncton': 'NB,New_Brunswick,Nouveau_Brunswick',
    'America/Toronto': 'ON,Ontario QC,PQ,Quebec',
    'America/Winnipeg': 'MB,Manitoba',
    'America/Regina': 'SK,Saskatchewan',
    'America/Edmonton': 'AB,Alberta NT,Northwest_Territories',
    'America/Vancouver': 'BC,British_Columbia,Colombie_Britannique',
    'America/Whitehorse': 'YT,YK,Yukon',
    'America/Rankin_Inlet': 'NU,Nunavut',
  },
};

/** Mexico: by the first digits of the código postal (SEPOMEX), or by the state. */
const MEXICO: ZonedPlaces = {
  digits: 5,
  postcodes: {
    'America/Mexico_City': '0-9',
    'America/Tijuana': '21-22',
    'America/Hermosillo': '83-85',
    'America/Mazatlan': '23 63 80-82',
    'America/Bahia_Banderas': '6373',
    'America/Chihuahua': '31 33',
    'America/Ciudad_Juarez': '32',
    'America/Ojinaga': '3288',
    'America/Matamoros': '260 262 873-875 88',
    'America/Cancun': '77',
  },
  regions: {
    'America/Mexico_City':
      'CMX,CDMX,DF,Ciudad_de_Mexico,Distrito_Federal,Mexico_City MEX,Estado_de_Mexico AGU,Aguascalientes CAM,Campeche ' +
      'CHP,Chiapas COA,Coahuila COL,Colima DUR,Durango GUA,GTO,Guanajuato GRO,Guerrero HID,Hidalgo JAL,Jalisco ' +
      'MIC,Michoacan MOR,Morelos NLE,NL,Nuevo_Leon OAX,Oaxaca PUE,Puebla QUE,QRO,Queretaro SLP,San_Luis_Potosi ' +
      'TAB,Tabasco TAM,Tamaulipas TLA,Tlaxcala VER,Veracruz YUC,Yucatan ZAC,Zacatecas',
    'America/Tijuana': 'BCN,BC,Baja_California',
    'America/Mazatlan': 'BCS,Baja_California_Sur SIN,Sinaloa NAY,Nayarit',
    'America/Hermosillo': 'SON,Sonora',
    'America/Chihuahua': 'CHH,CHIH,Chihuahua',
    'America/Cancun': 'ROO,QROO,Quintana_Roo',
  },
};

/** Brazil: by the first digits of the CEP (Correios), or by the state. */
const BRAZIL: ZonedPlaces = {
  digits: 8,
  postcodes: {
    'America/Sao_Paulo': '0-9',
    'America/Noronha': '53990',
    'America/Manaus': '690-692 694-698',
    'America/Boa_Vista': '693',
    'America/Rio_Branco': '699',
    'America/Porto_Velho': '768-769',
    'America/Cuiaba': '780-788',
    'America/Campo_Grande': '79',
  },
  regions: {
    'America/Manaus': 'AM,Amazonas',
    'America/Boa_Vista': 'RR,Roraima',
    'America/Rio_Branco': 'AC,Acre',
    'America/Porto_Velho': 'RO,Rondonia',
    'America/Cuiaba': 'MT,Mato_Grosso',
    'America/Campo_Grande': 'MS,Mato_Grosso_do_Sul',
    'America/Noronha': 'Fernando_de_Noronha',
    'America/Sao_Paulo':
      'AL,Alagoas AP,Amapa BA,Bahia CE,Ceara DF,Distrito_Federal ES,Espirito_Santo GO,Goias MA,Maranhao MG,Minas_Gerais ' +
      'PA,Para PB,Paraiba PR,Parana PE,Pernambuco PI,Piaui RJ,Rio_de_Janeiro RN,Rio_Grande_do_Norte RS,Rio_Grande_do_Sul ' +
      'SC,Santa_Catarina SP,Sao_Paulo SE,Sergipe TO,Tocantins',
  },
};

/**
 * Chile, Ecuador, Greenland: their far regions and islands. Aysén keeps the time of Magallanes since 2025; the name of its
 * own zone is younger than some platforms.
 */
export const PLACES_IN_AMERICA: Readonly<Record<string, ZonedPlaces>> = {
  US: UNITED_STATES,
  CA: CANADA,
  MX: MEXICO,
  BR: BRAZIL,
  CL: {
    digits: 7,
    postcodes: { 'Pacific/Easter': '277', 'America/Punta_Arenas': '59-63' },
    regions: {
      'Pacific/Easter': 'Isla_de_Pascua,Rapa_Nui,Easter_Island,Hanga_Roa',
      'America/Punta_Arenas': 'AI,Aysen,Aisen MA,Magallanes',
    },
  },
  EC: {
    digits: 6,
    postcodes: { 'Pacific/Galapagos': '20' },
    regions: { 'Pacific/Galapagos': 'W,Galapagos' },
  },
  GL: {
    digits: 4,
    postcodes: { 'America/Scoresbysund': '3980', 'America/Thule': '3970' },
    regions: {
      'America/Scoresbysund': 'Ittoqqortoormiit,Scoresbysund',
      'America/Thule': 'Pituffik,Thule',
      'America/Danmarkshavn': 'Danmarkshavn',
    },
  },
};
