// Distances on the ground.

const EARTH_RADIUS = 6371008.8;
const rad = (degrees) => (degrees * Math.PI) / 180;

// Metres along the great circle between two [lon, lat].
export function metres([lon1, lat1], [lon2, lat2]) {
  const a = Math.sin(rad(lat2 - lat1) / 2) ** 2
    + Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * Math.sin(rad(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(a));
}

// Minutes on foot, by the measure of the lists: streets are 1.3 times the straight line, 75 m a minute.
export const walkMinutes = (from, to) => Math.max(1, Math.round((metres(from, to) * 1.3) / 75));
