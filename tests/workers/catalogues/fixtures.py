"""Answers of the shape SLiMS 9.7 sends, written for these tests."""

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n<modsCollection '
    'xmlns="http://www.loc.gov/mods/v3" xmlns:slims="http://slims.web.id">'
)

SEARCH = f"""{HEAD}
 <slims:resultInfo><slims:modsResultNum>2</slims:modsResultNum></slims:resultInfo>
 <mods version="3.3" ID="41">
  <titleInfo><title>Merawat Arsip Keluarga :</title><subTitle>panduan praktis</subTitle></titleInfo>
  <name type="Personal Name" authority=""><namePart>Sri Wahyuni</namePart>
   <role><roleTerm type="text">Pengarang Utama</roleTerm></role></name>
  <name type="Personal Name" authority=""><namePart>Dedi Kurnia</namePart></name>
  <identifier type="isbn">978-602-03-3295-6</identifier>
  <originInfo><place><placeTerm type="text">Bandung</placeTerm>
   <publisher>Pustaka Lentera</publisher><dateIssued>2024</dateIssued></place></originInfo>
  <slims:image>arsip+keluarga.jpg</slims:image>
 </mods>
 <mods version="3.3" ID="42">
  <titleInfo><title>Buletin Pustaka /</title></titleInfo>
  <identifier type="isbn">0126-3897</identifier>
 </mods>
</modsCollection>"""

DETAIL = f"""{HEAD}
 <mods version="3.3" id="43">
  <titleInfo><title>تفسير الجلالين</title></titleInfo>
  <name type="Personal Name"><namePart>جلال الدين المحلي</namePart></name>
  <originInfo><place><placeTerm type="text">Surabaya</placeTerm></place>
   <publisher>Al-Hikmah</publisher><dateIssued>2019</dateIssued></originInfo>
  <language><languageTerm type="code">ar</languageTerm></language>
  <note>&lt;b&gt;Kitab tafsir&lt;/b&gt; untuk santri &amp;amp; umum.
&lt;script&gt;alert(1)&lt;/script&gt;</note>
  <note type="statement of responsibility">Jalaluddin al-Mahalli</note>
  <subject authority=""><topic>Tafsir</topic></subject>
  <identifier type="isbn"></identifier>
  <location><physicalLocation>Perpustakaan</physicalLocation>
   <shelfLocator>2X1.3 MAH t</shelfLocator>
   <holdingSimple><copyInformation>
    <numerationAndChronology type="1">2X1-001</numerationAndChronology>
    <sublocation>Pojok Lajnah (Lt. 2)</sublocation>
    <shelfLocator>2X1.3 MAH t</shelfLocator>
   </copyInformation></holdingSimple></location>
  <slims:image>tafsir%2Bjalalain.jpg</slims:image>
  <recordInfo><recordCreationDate encoding="w3cdtf">2026-11-03 09:00:00</recordCreationDate>
  </recordInfo>
 </mods>
</modsCollection>"""
