import { codes, type StatusMap } from '../status-code.ts';

/**
 * UPS's status codes of three digits (`statusCode` of a tracking reply, `descriptionCode` of an alert), by UPS's table
 * "Status/Description Codes"; what each leads to is our reading of it.
 */
export const UPS_CODES: StatusMap = new Map([
  ...codes('label_created', '003 044 045 077 079 080 157 166'),
  ...codes('picked_up', '038 160 167 168 169'),
  ...codes('in_transit', '005 010 025 039 042 047 057 071 072 073 074 075 087 137 138 158 159 164 165'),
  ...codes('arrived_at_facility', '016'),
  ...codes('out_for_delivery', '006 021 037 078 089 091 146 162'),
  ...codes('delivered', '011 026 143'),
  ...codes('available_for_pickup', '017 040 144 161'),
  ...codes('delivery_attempted', '022 023 024 060 066 145', 'recipient_unavailable'),
  ...codes('delivery_attempted', '061 062 069'),
  ...codes('delivery_attempted', '064', 'refused'),
  ...codes('delayed', '032 051 052 053', 'weather'),
  ...codes('delayed', '046 048 055 086 090 132', 'carrier_delay'),
  ...codes('delayed', '049'),
  ...codes('customs', '012 092 126', 'customs_hold'),
  ...codes('exception', '058 123 124 125', 'customs_hold'),
  ...codes('exception', '050', 'address_problem'),
  ...codes('exception', '059', 'damaged'),
  ...codes('exception', '068', 'lost'),
  ...codes('exception', '013 029 030 076 083 085 147 149', 'other'),
  ...codes('in_transit', '014 084 134'),
  // 033 and 119 ask for a return; 118 confirms one, after which the parcel does not go on.
  ...codes('returning', '035 036 118'),
  ...codes('returned', '034 067'),
  ...codes('returned', '081', 'damaged'),
  ...codes('cancelled', '007 043'),
  // Changes asked for and confirmed, claims, photos: none of them says where the parcel is.
  ...codes('notice', '000 018 019 020 027 028 033 041 054 056 063 065 070 082 088 093 094 095 096 097 098 099'),
  ...codes('notice', '100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 119 120 121 122'),
  ...codes('notice', '127 128 129 130 131 133 135 136 139 140 141 142 148 153 154 155 156 163'),
]);

/**
 * Where UPS gives no code of three digits, its type decides. `D` is "delivered" of any way, also of the one back: the
 * code `SR` says which.
 */
export const UPS_TYPES: StatusMap = new Map([
  ...codes('delivered', 'D'),
  ...codes('in_transit', 'I'),
  ...codes('label_created', 'M'),
  ...codes('cancelled', 'MV'),
  ...codes('exception', 'X', 'other'),
  ...codes('notice', 'U NA'),
]);

/** Activity codes of two letters that say more than type and status. */
export const UPS_ACTIVITY_CODES: StatusMap = new Map([...codes('returned', 'SR')]);

/** Of these the reason is read from UPS's text where the table gives none. */
export const READS_REASON: ReadonlySet<string> = new Set(['delivery_attempted', 'delayed', 'exception', 'returning']);
