import { award, type Contender, type ExclusionGroup } from '../src/engine/exclusion.ts';
import { Decimal } from '../src/engine/decimal.ts';
function rnd(seed:number){return ()=>{seed=(seed*1103515245+12345)&0x7fffffff;return seed/0x7fffffff;}}
let worst=0, sum=0;
for(let s=1;s<=60;s++){const r=rnd(s);const G=12;const groups=new Map<string,ExclusionGroup>();
for(let g=0;g<G;g++)groups.set('g'+g,{id:'g'+g,atMost:r()<.6?1+Math.floor(r()*3):null,cap:r()<.4?new Decimal(Math.floor(r()*3e5)):null});
const c:Contender[]=[];for(let i=0;i<40;i++){const gs=new Set<string>();const k=1+Math.floor(r()*3);while(gs.size<k)gs.add('g'+Math.floor(r()*G));c.push({id:'p'+String(i).padStart(2,'0'),amount:new Decimal(Math.floor(r()*20)*10000),groups:[...gs]});}
const t=performance.now();award(c,groups);const d=performance.now()-t;worst=Math.max(worst,d);sum+=d;}
console.log('worst',worst,'mean',sum/60);
