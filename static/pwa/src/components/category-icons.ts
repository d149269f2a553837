import {
  Ambulance, Baby, Backpack, Ban, Beef, Beer, BellRing, Bike, Binoculars, Biohazard, Bomb,
  BriefcaseMedical, Car, CarFront, CctvOff, CircleParkingOff, ClipboardCheck, ClipboardList, CloudFog,
  CloudLightning, CloudRain, Construction, Dam, Dog, DoorOpen, Ellipsis, Eye, FireExtinguisher, Flame,
  FlameKindling, Flashlight, Footprints, Fuel, Hammer, HandGrab, HandHeart, Handshake, HeartHandshake,
  House, KeyRound, LifeBuoy, LightbulbOff, LockOpen, Megaphone, Moon, Motorbike, Mountain, NotebookPen,
  Pickaxe, PlugZap, Scale, ShieldAlert, Shirt, Siren, Slash, Smartphone, Sparkles, Speech, Swords, Syringe,
  TrafficCone, Trash, Trash2, TreeDeciduous, UserSearch, Users, UsersRound, Volume2, Waves, Wheat, Whistle,
  Wind, Zap,
} from 'lucide';
import type { IconNode } from './icons';

/** The drawings that the catalogue names; a test holds the two lists together. */
const DRAWINGS: Record<string, IconNode> = {
  ambulance: Ambulance, baby: Baby, backpack: Backpack, ban: Ban, beef: Beef, beer: Beer,
  'bell-ring': BellRing, bike: Bike, binoculars: Binoculars, biohazard: Biohazard, bomb: Bomb,
  'briefcase-medical': BriefcaseMedical, car: Car, 'car-front': CarFront, 'cctv-off': CctvOff,
  'circle-parking-off': CircleParkingOff, 'clipboard-check': ClipboardCheck,
  'clipboard-list': ClipboardList, 'cloud-fog': CloudFog, 'cloud-lightning': CloudLightning,
  'cloud-rain': CloudRain, construction: Construction, dam: Dam, dog: Dog, 'door-open': DoorOpen,
  ellipsis: Ellipsis, eye: Eye, 'fire-extinguisher': FireExtinguisher, flame: Flame,
  'flame-kindling': FlameKindling, flashlight: Flashlight, footprints: Footprints, fuel: Fuel,
  hammer: Hammer, 'hand-grab': HandGrab, 'hand-heart': HandHeart, handshake: Handshake,
  'heart-handshake': HeartHandshake, house: House, 'key-round': KeyRound, 'life-buoy': LifeBuoy,
  'lightbulb-off': LightbulbOff, 'lock-open': LockOpen, megaphone: Megaphone, moon: Moon,
  motorbike: Motorbike, mountain: Mountain, 'notebook-pen': NotebookPen, pickaxe: Pickaxe,
  'plug-zap': PlugZap, scale: Scale, 'shield-alert': ShieldAlert, shirt: Shirt, siren: Siren, slash: Slash,
  smartphone: Smartphone, sparkles: Sparkles, speech: Speech, swords: Swords, syringe: Syringe,
  'traffic-cone': TrafficCone, trash: Trash, 'trash-2': Trash2, 'tree-deciduous': TreeDeciduous,
  'user-search': UserSearch, users: Users, 'users-round': UsersRound, 'volume-2': Volume2, waves: Waves,
  wheat: Wheat, whistle: Whistle, wind: Wind, zap: Zap,
} as Record<string, IconNode>;

/** A category of tomorrow may name a drawing that this version does not have: three dots then. */
export const drawingOf = (name: string): IconNode => DRAWINGS[name] ?? (Ellipsis as IconNode);
