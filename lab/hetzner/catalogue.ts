const since = "2023-06-13T06:00:00+00:00";

/** hcloud/schema/location.go:4 */
export const LOCATIONS = [
  place(1, "fsn1", "Falkenstein", "DE", 50.47612, 12.370071),
  place(2, "nbg1", "Nuremberg", "DE", 49.452102, 11.076665),
  place(3, "hel1", "Helsinki", "FI", 60.169855, 24.938379),
];

function place(id: number, name: string, city: string, country: string, lat: number, lon: number) {
  return {
    ...{ id, name, description: `${city} DC Park 1`, country, city },
    ...{ latitude: lat, longitude: lon, network_zone: "eu-central" },
  };
}

/** hcloud/schema/server_type.go:3 */
export const SERVER_TYPES = [
  type(114, "cx23", 2, 4, 40, "x86"),
  type(115, "cx33", 4, 8, 80, "x86"),
  type(45, "cax11", 2, 4, 40, "arm"),
];

function type(id: number, name: string, cores: number, memory: number, disk: number, arch: string) {
  return {
    ...{ id, name, description: name.toUpperCase(), category: "Cost-Optimized" },
    ...{ cores, memory, disk, storage_type: "local", cpu_type: "shared", architecture: arch },
    ...{ deprecated: false, deprecation: null, included_traffic: 0, prices: [] },
    locations: LOCATIONS.map((at) => ({
      ...{ id: at.id, name: at.name, recommended: true, available: true, deprecation: null },
    })),
  };
}

/** hcloud/schema/image.go:5; each once for x86 and once for arm. */
export const IMAGES = ["debian-12", "debian-13", "ubuntu-22.04", "ubuntu-24.04"].flatMap(
  (name, index) =>
    ["x86", "arm"].map((architecture, other) => ({
      ...{ id: 1000 + 2 * index + other, status: "available", type: "system", name, architecture },
      ...{ description: name, image_size: null, disk_size: 5, created: since, created_from: null },
      ...{ bound_to: null, os_flavor: name.split("-")[0], os_version: name.split("-")[1] },
      ...{ rapid_deploy: true, protection: { delete: false }, deprecated: null, deleted: null },
      labels: {},
    })),
);

/** hcloud/schema/datacenter.go:3; one in each location. */
export const DATACENTERS = LOCATIONS.map((location) => ({
  ...{ id: location.id + 1, name: `${location.name}-dc3`, description: location.description },
  location,
  server_types: {
    supported: SERVER_TYPES.map(({ id }) => id),
    available: SERVER_TYPES.map(({ id }) => id),
    available_for_migration: SERVER_TYPES.map(({ id }) => id),
  },
}));
